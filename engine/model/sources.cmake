set(sources anchoring.cpp citation_match.cpp element_order.cpp entry_lists.cpp full_text.cpp kept_document.cpp retraction.cpp snapshot.cpp snapshot_builder.cpp vocabulary.cpp)
