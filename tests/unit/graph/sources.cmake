set(sources betweenness_test.cpp chains_test.cpp evidence_graph_test.cpp firing_test.cpp)
