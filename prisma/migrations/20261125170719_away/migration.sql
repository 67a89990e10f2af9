-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "awayFrom" DATE,
ADD COLUMN     "awayUntil" DATE,
ADD COLUMN     "standInId" INTEGER;

-- CreateIndex
CREATE INDEX "Member_standInId_idx" ON "Member"("standInId");

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_standInId_fkey" FOREIGN KEY ("standInId") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;
