-- AlterTable
ALTER TABLE "ExternalFollow" DROP COLUMN "writtenAt",
ADD COLUMN     "toWrite" BOOLEAN NOT NULL DEFAULT true;

-- CreateIndex
CREATE INDEX "ExternalFollow_toWrite_idx" ON "ExternalFollow"("toWrite");
