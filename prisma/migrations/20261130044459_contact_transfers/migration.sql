-- CreateTable
CREATE TABLE "ContactTransfer" (
    "id" SERIAL NOT NULL,
    "contactId" INTEGER NOT NULL,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "askedById" INTEGER NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "code" TEXT,

    CONSTRAINT "ContactTransfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ContactTransfer_contactId_idx" ON "ContactTransfer"("contactId");

-- CreateIndex
CREATE INDEX "ContactTransfer_state_idx" ON "ContactTransfer"("state");

-- AddForeignKey
ALTER TABLE "ContactTransfer" ADD CONSTRAINT "ContactTransfer_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "ExternalContact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
