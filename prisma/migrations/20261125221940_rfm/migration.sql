-- CreateTable
CREATE TABLE "RfmScore" (
    "customerId" INTEGER NOT NULL,
    "teamId" INTEGER NOT NULL,
    "recency" INTEGER NOT NULL,
    "frequency" INTEGER NOT NULL,
    "monetary" INTEGER NOT NULL,
    "segment" TEXT NOT NULL,

    CONSTRAINT "RfmScore_pkey" PRIMARY KEY ("customerId")
);

-- CreateTable
CREATE TABLE "SegmentDay" (
    "teamId" INTEGER NOT NULL,
    "segment" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "members" INTEGER NOT NULL,
    "entered" INTEGER NOT NULL,
    "exited" INTEGER NOT NULL,

    CONSTRAINT "SegmentDay_pkey" PRIMARY KEY ("teamId","segment","day")
);

-- CreateIndex
CREATE INDEX "RfmScore_teamId_segment_idx" ON "RfmScore"("teamId", "segment");

-- AddForeignKey
ALTER TABLE "RfmScore" ADD CONSTRAINT "RfmScore_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
