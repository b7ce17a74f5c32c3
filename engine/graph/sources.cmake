set(sources chain_search.cpp chain_support.cpp chains.cpp disputes.cpp evidence_graph.cpp given.cpp loops.cpp near_joints.cpp needed.cpp pivotal.cpp
            reachable.cpp regularities.cpp related.cpp robustness.cpp shortest_chain.cpp tally.cpp)
