-- CreateTable
CREATE TABLE "ContactWay" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "members" TEXT[],
    "askedById" INTEGER NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "ref" TEXT,
    "url" TEXT,
    "failedCode" TEXT,

    CONSTRAINT "ContactWay_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ContactWay_platform_state_idx" ON "ContactWay"("platform", "state");

