-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "memberId" INTEGER;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "lastAskedAt" TIMESTAMPTZ(3),
ADD COLUMN     "optedOutAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "quietFrom" TEXT NOT NULL DEFAULT '18:00',
ADD COLUMN     "quietUntil" TEXT NOT NULL DEFAULT '09:00';

-- CreateTable
CREATE TABLE "Questionnaire" (
    "id" SERIAL NOT NULL,
    "teamId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "questions" JSONB NOT NULL,
    "filter" TEXT,
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Questionnaire_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Survey" (
    "id" SERIAL NOT NULL,
    "customerId" INTEGER NOT NULL,
    "teamId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "questionnaireId" INTEGER,
    "cause" TEXT NOT NULL,
    "causeKey" TEXT,
    "platform" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "target" TEXT,
    "memberId" INTEGER,
    "locale" TEXT NOT NULL,
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sendAt" TIMESTAMPTZ(3) NOT NULL,
    "queuedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "failedCode" TEXT,
    "remindedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "answeredById" INTEGER,
    "changedAt" TIMESTAMPTZ(3),
    "score" INTEGER,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "comment" TEXT,
    "taskId" INTEGER,
    "closedAt" TIMESTAMPTZ(3),
    "closedById" INTEGER,
    "closedText" TEXT,

    CONSTRAINT "Survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyTrigger" (
    "teamId" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "since" DATE NOT NULL,
    "setById" INTEGER,

    CONSTRAINT "SurveyTrigger_pkey" PRIMARY KEY ("teamId","cause")
);

-- CreateTable
CREATE TABLE "SurveyTheme" (
    "id" SERIAL NOT NULL,
    "teamId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "words" TEXT[],

    CONSTRAINT "SurveyTheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Referral" (
    "id" SERIAL NOT NULL,
    "customerId" INTEGER NOT NULL,
    "surveyId" INTEGER,
    "name" TEXT NOT NULL,
    "reach" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "referredId" INTEGER,

    CONSTRAINT "Referral_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Questionnaire_teamId_nameKey_idx" ON "Questionnaire"("teamId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Survey_causeKey_key" ON "Survey"("causeKey");

-- CreateIndex
CREATE INDEX "Survey_customerId_answeredAt_idx" ON "Survey"("customerId", "answeredAt" DESC);

-- CreateIndex
CREATE INDEX "Survey_teamId_kind_createdAt_idx" ON "Survey"("teamId", "kind", "createdAt");

-- CreateIndex
CREATE INDEX "Survey_teamId_answeredAt_idx" ON "Survey"("teamId", "answeredAt");

-- CreateIndex
CREATE INDEX "Survey_taskId_idx" ON "Survey"("taskId");

-- CreateIndex
CREATE INDEX "Survey_queuedAt_sendAt_idx" ON "Survey"("queuedAt", "sendAt");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyTheme_teamId_name_key" ON "SurveyTheme"("teamId", "name");

-- CreateIndex
CREATE INDEX "Referral_customerId_idx" ON "Referral"("customerId");

-- CreateIndex
CREATE INDEX "Referral_referredId_idx" ON "Referral"("referredId");

-- CreateIndex
CREATE INDEX "Contact_memberId_idx" ON "Contact"("memberId");

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_questionnaireId_fkey" FOREIGN KEY ("questionnaireId") REFERENCES "Questionnaire"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Referral" ADD CONSTRAINT "Referral_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Referral" ADD CONSTRAINT "Referral_surveyId_fkey" FOREIGN KEY ("surveyId") REFERENCES "Survey"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Referral" ADD CONSTRAINT "Referral_referredId_fkey" FOREIGN KEY ("referredId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
