-- CreateTable
CREATE TABLE "ExternalContact" (
    "id" SERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "customerId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ExternalContact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExternalFollow" (
    "id" SERIAL NOT NULL,
    "contactId" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "state" TEXT,
    "given" BOOLEAN NOT NULL DEFAULT false,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ExternalFollow_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ExternalContact_customerId_idx" ON "ExternalContact"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "ExternalContact_platform_ref_key" ON "ExternalContact"("platform", "ref");

-- CreateIndex
CREATE INDEX "ExternalFollow_memberId_idx" ON "ExternalFollow"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "ExternalFollow_contactId_memberId_key" ON "ExternalFollow"("contactId", "memberId");

-- AddForeignKey
ALTER TABLE "ExternalContact" ADD CONSTRAINT "ExternalContact_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExternalFollow" ADD CONSTRAINT "ExternalFollow_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "ExternalContact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExternalFollow" ADD CONSTRAINT "ExternalFollow_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
