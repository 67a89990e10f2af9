-- CreateTable
CREATE TABLE "CustomField" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'text',
    "options" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CustomField_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CustomField_key_key" ON "CustomField"("key");


-- What customers have under names of their own becomes fields of text, the commonest first, and is found by search.
INSERT INTO "CustomField" ("key", "label")
SELECT used."key", used."key"
FROM (SELECT k."key", count(*) AS customers FROM "Customer" c, jsonb_object_keys(c."custom") AS k("key") GROUP BY 1) used
ORDER BY used.customers DESC, used."key";

UPDATE "Customer" c
SET "searchText" = left(c."searchText" || (SELECT lower(string_agg(v."value", ' ')) FROM jsonb_each_text(c."custom") AS v) || ' ', 4000)
WHERE c."custom" <> '{}'::jsonb;
