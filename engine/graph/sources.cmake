set(sources betweenness.cpp chain_search.cpp chain_support.cpp chains.cpp disputes.cpp evidence_graph.cpp exceptions.cpp given.cpp in_part.cpp joints.cpp
            loops.cpp near_joints.cpp needed.cpp pivotal.cpp reachable.cpp regular_sets.cpp regularities.cpp related.cpp robustness.cpp
            shortest_chain.cpp tally.cpp)
