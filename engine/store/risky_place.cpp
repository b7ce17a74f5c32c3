#include "store/risky_place.h"

#include <algorithm>
#include <array>
#include <sys/vfs.h>

namespace retroduce::store {

namespace fs = std::filesystem;

namespace {

struct Network {
  std::uint32_t type;  ///< as statfs tells it
  const char* name;
};
constexpr std::array networks{
    Network{0x6969, "NFS"},     Network{0x517B, "SMB"},      Network{0xFF534D42, "SMB"},
    Network{0xFE534D42, "SMB"}, Network{0x5346414F, "AFS"},  Network{0x00C36400, "Ceph"},
    Network{0x01021997, "9P"},  Network{0x73757245, "Coda"}, Network{0x786F4256, "VirtualBox"},
    Network{0x65735546, "FUSE"}};

struct Service {
  const char* name;
  std::string_view folder;  ///< how the folder is called, or begins, as its program makes it
  std::string_view marker;  ///< or what its program leaves in the folder; with a
                            ///< * where only the beginning is known
  bool is_whole = false;    ///< a word that begins other names, too
};
constexpr std::array services{Service{"OneDrive", "OneDrive", ""},
                              Service{"Dropbox", "Dropbox", ".dropbox"},
                              Service{"Nextcloud", "Nextcloud", ".nextcloudsync.log"},
                              Service{"Nextcloud", "", ".sync_*"},
                              Service{"ownCloud", "ownCloud", ".owncloudsync.log"},
                              Service{"Google Drive", "Google Drive", ""},
                              Service{"Google Drive", "GoogleDrive", ""},
                              Service{"Google Drive", "My Drive", ""},
                              Service{"iCloud", "iCloud Drive", ""},
                              Service{"iCloud", "iCloudDrive", ""},
                              Service{"iCloud", "com~apple~CloudDocs", ""},
                              Service{"Box", "Box Sync", ""},
                              Service{"Box", "Box", "", true},
                              Service{"pCloud", "pCloud", ""},
                              Service{"MEGA", "MEGA", "", true},
                              Service{"MEGA", "MEGAsync", ""},
                              Service{"MEGA", "", ".megaignore"},
                              Service{"Seafile", "Seafile", ""},
                              Service{"Creative Cloud", "Creative Cloud Files", ""},
                              Service{"Resilio Sync", "", ".sync"},
                              Service{"Syncthing", "", ".stfolder"}};

bool holds(const fs::path& folder, std::string_view marker) {
  std::error_code fault;
  if (!marker.ends_with('*')) return fs::exists(folder / marker, fault);
  marker.remove_suffix(1);
  for (const auto& entry : fs::directory_iterator(folder, fault)) {
    if (entry.path().filename().string().starts_with(marker)) return true;
  }
  return false;
}

fs::path whole(const fs::path& file) {
  std::error_code fault;
  const fs::path path = fs::weakly_canonical(file, fault);
  return fault ? fs::absolute(file) : path;
}

}  // namespace

std::string synced_folder(const fs::path& file) {
  for (fs::path folder = whole(file).parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    const std::string name = folder.filename().string();
    for (const Service& service : services) {
      const bool is_named = service.is_whole
                                ? name == service.folder
                                : !service.folder.empty() && name.starts_with(service.folder);
      const bool is_marked = !service.marker.empty() && holds(folder, service.marker);
      if (is_named || is_marked)
        return "in " + folder.string() + ", a folder that " + service.name +
               " copies to other computers while it is written";
    }
  }
  return {};
}

std::string risky_place(const fs::path& file) {
  const fs::path folder = whole(file).parent_path();
  struct statfs facts {};
  if (::statfs(folder.c_str(), &facts) == 0) {
    const auto type = static_cast<std::uint32_t>(facts.f_type);
    const auto found = std::find_if(networks.begin(), networks.end(),
                                    [type](const Network& each) { return each.type == type; });
    if (found != networks.end())
      return "in " + folder.string() + ", on a drive that is reached through " + found->name +
             ", where locks do not always hold";
  }
  return synced_folder(file);
}

}  // namespace retroduce::store
