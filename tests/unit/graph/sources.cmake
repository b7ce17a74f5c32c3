set(sources chains_test.cpp evidence_graph_test.cpp firing_test.cpp)
