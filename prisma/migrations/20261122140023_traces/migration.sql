-- AlterTable
ALTER TABLE "execution" ADD COLUMN     "trace" TEXT;
