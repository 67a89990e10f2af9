-- AlterTable
ALTER TABLE "Interaction" ADD COLUMN     "topics" TEXT;

