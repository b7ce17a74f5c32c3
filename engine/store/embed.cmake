# The schema travels inside the program. Included by the root CMakeLists.txt after the module's line.
retroduce_embed(retroduce_store retroduce::store
                "schema_sql=${PROJECT_SOURCE_DIR}/schemas/sql/schema.sql")
