-- AlterTable
ALTER TABLE "Survey" ADD COLUMN     "remindAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "SurveyTrigger" ALTER COLUMN "since" SET DATA TYPE TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Survey_remindAt_idx" ON "Survey"("remindAt");

-- CreateIndex
CREATE INDEX "Survey_createdById_createdAt_idx" ON "Survey"("createdById", "createdAt");

-- What waits for an answer gets its reminder as before.
UPDATE "Survey" SET "remindAt" = "sentAt" + interval '3 days'
WHERE "sentAt" IS NOT NULL AND "answeredAt" IS NULL AND "remindedAt" IS NULL AND "failedCode" IS NULL;

-- What was never given to delivery was withheld by us.
UPDATE "Survey" SET "failedCode" = 'withheld:' || "failedCode" WHERE "failedCode" IS NOT NULL AND "queuedAt" IS NULL;
