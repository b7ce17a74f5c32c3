// A disk that fails at the call that one asks for: SQLite's files go through here as long as this
// lives. As SQLite's own tests do it.
#pragma once

#include <cstring>

#include <sqlite3.h>

namespace retroduce::tests {

class FailingDisk {
 public:
  FailingDisk() : real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.zName = "failing";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FailingDisk() {
    sqlite3_vfs_register(real_, 1);
    sqlite3_vfs_unregister(&vfs_);
  }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;
  FailingDisk(FailingDisk&&) = delete;
  FailingDisk& operator=(FailingDisk&&) = delete;

  /// The call of that number fails, from 1; with `for_good` all after it, too. 0: none.
  void fail_at(unsigned call, bool for_good) {
    at_ = call;
    for_good_ = for_good;
    calls_ = 0;
    has_failed_ = false;
  }
  bool has_failed() const { return has_failed_; }

 private:
  struct File {
    sqlite3_file base;
    FailingDisk* disk;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File* mine(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static FailingDisk* of(sqlite3_vfs* vfs) { return static_cast<FailingDisk*>(vfs->pAppData); }

  bool fails() {
    ++calls_;
    const bool is_now = at_ != 0 && (calls_ == at_ || (for_good_ && calls_ > at_));
    has_failed_ |= is_now;
    return is_now;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    std::memset(file, 0, sizeof(File));
    FailingDisk* disk = of(vfs);
    if (disk->fails()) return SQLITE_CANTOPEN;
    mine(file)->disk = disk;
    const int result = disk->real_->xOpen(disk->real_, name, mine(file)->real(), flags, out);
    if (result == SQLITE_OK) file->pMethods = &methods();
    return result;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync) {
    if (of(vfs)->fails()) return SQLITE_IOERR_DELETE;
    return of(vfs)->real_->xDelete(of(vfs)->real_, name, sync);
  }

  template <typename Call>
  static int pass(sqlite3_file* file, int fault, Call call) {
    if (fault != SQLITE_OK && mine(file)->disk->fails()) return fault;
    return call(mine(file)->real(), mine(file)->real()->pMethods);
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods all = [] {
      sqlite3_io_methods m{};
      m.iVersion = 1;
      m.xClose = [](sqlite3_file* f) {
        return pass(f, SQLITE_OK, [](auto* r, auto* of) { return of->xClose(r); });
      };
      m.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
        return pass(f, SQLITE_IOERR_READ,
                    [&](auto* r, auto* of) { return of->xRead(r, to, size, at); });
      };
      m.xWrite = [](sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
        return pass(f, SQLITE_FULL,
                    [&](auto* r, auto* of) { return of->xWrite(r, from, size, at); });
      };
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        return pass(f, SQLITE_IOERR_TRUNCATE,
                    [&](auto* r, auto* of) { return of->xTruncate(r, size); });
      };
      m.xSync = [](sqlite3_file* f, int flags) {
        return pass(f, SQLITE_IOERR_FSYNC, [&](auto* r, auto* of) { return of->xSync(r, flags); });
      };
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
        return pass(f, SQLITE_OK, [&](auto* r, auto* of) { return of->xFileSize(r, size); });
      };
      m.xLock = [](sqlite3_file* f, int level) {
        return pass(f, SQLITE_OK, [&](auto* r, auto* of) { return of->xLock(r, level); });
      };
      m.xUnlock = [](sqlite3_file* f, int level) {
        return pass(f, SQLITE_OK, [&](auto* r, auto* of) { return of->xUnlock(r, level); });
      };
      m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
        return pass(f, SQLITE_OK,
                    [&](auto* r, auto* of) { return of->xCheckReservedLock(r, out); });
      };
      m.xFileControl = [](sqlite3_file* f, int what, void* with) {
        return pass(f, SQLITE_OK,
                    [&](auto* r, auto* of) { return of->xFileControl(r, what, with); });
      };
      m.xSectorSize = [](sqlite3_file* f) {
        return pass(f, SQLITE_OK, [](auto* r, auto* of) { return of->xSectorSize(r); });
      };
      m.xDeviceCharacteristics = [](sqlite3_file* f) {
        return pass(f, SQLITE_OK, [](auto* r, auto* of) { return of->xDeviceCharacteristics(r); });
      };
      return m;
    }();
    return all;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
  unsigned at_ = 0;
  unsigned calls_ = 0;
  bool for_good_ = false;
  bool has_failed_ = false;
};

}  // namespace retroduce::tests
