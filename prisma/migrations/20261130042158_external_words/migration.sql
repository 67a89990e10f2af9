-- AlterTable
ALTER TABLE "ExternalFollow" ADD COLUMN     "called" TEXT,
ADD COLUMN     "description" TEXT,
ADD COLUMN     "sameName" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "written" TEXT,
ADD COLUMN     "writtenAt" TIMESTAMPTZ(3);

