-- AlterTable
ALTER TABLE "dead_letter_batch" ADD COLUMN     "version_ids" TEXT;
