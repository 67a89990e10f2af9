-- AlterTable
ALTER TABLE "Interaction" ADD COLUMN     "link" TEXT,
ADD COLUMN     "said" TEXT;

