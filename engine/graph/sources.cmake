set(sources chain_search.cpp chain_support.cpp chains.cpp disputes.cpp evidence_graph.cpp given.cpp pivotal.cpp
            reachable.cpp regularities.cpp tally.cpp)
