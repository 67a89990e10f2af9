-- The first estimates make way for scores by the model, which the next minute works out.
DELETE FROM "RiskScore";
-- Only rows that say something else are written anew: less room for new versions does.
ALTER TABLE "RiskScore" SET (fillfactor = 80);

-- DropIndex
DROP INDEX "Order_customerId_orderedAt_amount_idx";

-- CreateIndex
CREATE INDEX "Order_customerId_orderedAt_amount_currency_idx" ON "Order"("customerId", "orderedAt", "amount", "currency");

-- AlterTable
ALTER TABLE "RiskScore" DROP COLUMN "method",
DROP COLUMN "reasons",
ADD COLUMN     "contractCancelled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "contractEnds" DATE,
ADD COLUMN     "contractYearly" DECIMAL(18,2),
ADD COLUMN     "firstOrder" DATE,
ADD COLUMN     "firstSpend" DECIMAL(18,2) NOT NULL,
ADD COLUMN     "floor" TEXT,
ADD COLUMN     "lastOrder" DATE,
ADD COLUMN     "netSpend" DECIMAL(18,2) NOT NULL,
ADD COLUMN     "noted" DOUBLE PRECISION,
ADD COLUMN     "orderDays" INTEGER NOT NULL,
ADD COLUMN     "points" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "target" TEXT NOT NULL,
ADD COLUMN     "yearly" DECIMAL(18,2) NOT NULL,
ALTER COLUMN "score" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "horizonDays" INTEGER NOT NULL DEFAULT 90;

-- CreateTable
CREATE TABLE "RiskModel" (
    "teamId" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "model" JSONB NOT NULL,
    "checked" JSONB,

    CONSTRAINT "RiskModel_pkey" PRIMARY KEY ("teamId","day")
);

-- CreateTable
CREATE TABLE "RiskHistory" (
    "customerId" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "score" DOUBLE PRECISION,
    "band" TEXT NOT NULL,
    "fromScore" DOUBLE PRECISION,
    "fromBand" TEXT,

    CONSTRAINT "RiskHistory_pkey" PRIMARY KEY ("customerId","day")
);

-- CreateTable
CREATE TABLE "RiskDay" (
    "teamId" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "healthy" INTEGER NOT NULL,
    "watch" INTEGER NOT NULL,
    "atRisk" INTEGER NOT NULL,
    "critical" INTEGER NOT NULL,
    "tenths" INTEGER[],
    "valueAtRisk" DECIMAL(18,2) NOT NULL,

    CONSTRAINT "RiskDay_pkey" PRIMARY KEY ("teamId","day")
);

-- CreateTable
CREATE TABLE "RiskForecast" (
    "customerId" INTEGER NOT NULL,
    "madeOn" DATE NOT NULL,
    "teamId" INTEGER NOT NULL,
    "horizonDays" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "RiskForecast_pkey" PRIMARY KEY ("customerId","madeOn")
);

-- CreateTable
CREATE TABLE "RiskOutcome" (
    "teamId" INTEGER NOT NULL,
    "madeOn" DATE NOT NULL,
    "horizonDays" INTEGER NOT NULL,
    "customers" INTEGER NOT NULL,
    "brier" DOUBLE PRECISION NOT NULL,
    "auc" DOUBLE PRECISION NOT NULL,
    "base" DOUBLE PRECISION NOT NULL,
    "bins" JSONB NOT NULL,
    "fifths" JSONB NOT NULL,

    CONSTRAINT "RiskOutcome_pkey" PRIMARY KEY ("teamId","madeOn")
);

-- CreateIndex
CREATE INDEX "RiskHistory_day_idx" ON "RiskHistory"("day");

-- CreateIndex
CREATE INDEX "RiskForecast_teamId_madeOn_idx" ON "RiskForecast"("teamId", "madeOn");

-- AddForeignKey
ALTER TABLE "RiskModel" ADD CONSTRAINT "RiskModel_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RiskHistory" ADD CONSTRAINT "RiskHistory_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RiskDay" ADD CONSTRAINT "RiskDay_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RiskForecast" ADD CONSTRAINT "RiskForecast_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RiskOutcome" ADD CONSTRAINT "RiskOutcome_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
