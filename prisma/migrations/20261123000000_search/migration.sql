-- A new row waits in a GIN index's pending list, which every search reads from end to end, until a vacuum clears it; nothing
-- vacuums an embedded database by itself. So rows go into the index at once.
ALTER INDEX "Customer_searchText_idx" SET (fastupdate = off);
ALTER INDEX "Customer_tags_idx" SET (fastupdate = off);
ALTER INDEX "Contact_searchText_idx" SET (fastupdate = off);
SELECT gin_clean_pending_list('"Customer_searchText_idx"'), gin_clean_pending_list('"Customer_tags_idx"'), gin_clean_pending_list('"Contact_searchText_idx"');

-- Beginnings of names: by trigrams " acme%" would find every row with "acme" in it first. The whole text may be too long for a B-tree.
CREATE INDEX "Customer_searchText_head_idx" ON "Customer" (left("searchText", 100) text_pattern_ops);
