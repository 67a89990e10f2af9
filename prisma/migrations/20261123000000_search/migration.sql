-- New rows wait in a GIN index's pending list, which every search reads from end to end. By default it grows to 4 MB, and nothing
-- vacuums an embedded database. With 256 kB a search takes 0.2 ms instead of 2, and 100,000 rows go in as fast as before
-- (without the list: seven times slower).
ALTER INDEX "Customer_searchText_idx" SET (gin_pending_list_limit = 256);
ALTER INDEX "Customer_tags_idx" SET (gin_pending_list_limit = 256);
ALTER INDEX "Contact_searchText_idx" SET (gin_pending_list_limit = 256);
SELECT gin_clean_pending_list('"Customer_searchText_idx"'), gin_clean_pending_list('"Customer_tags_idx"'), gin_clean_pending_list('"Contact_searchText_idx"');

-- Beginnings of names: by trigrams " acme%" would find every row with "acme" in it first. The whole text may be too long for a B-tree.
CREATE INDEX "Customer_searchText_head_idx" ON "Customer" (left("searchText", 100) text_pattern_ops);
