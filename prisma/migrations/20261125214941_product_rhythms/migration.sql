-- CreateTable
CREATE TABLE "ProductRhythm" (
    "teamId" INTEGER NOT NULL,
    "product" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "buyers" INTEGER NOT NULL,
    "cycleDays" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "ProductRhythm_pkey" PRIMARY KEY ("teamId","product")
);

-- CreateTable
CREATE TABLE "RelatedProduct" (
    "teamId" INTEGER NOT NULL,
    "product" TEXT NOT NULL,
    "related" TEXT NOT NULL,
    "together" INTEGER NOT NULL,
    "similarity" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "RelatedProduct_pkey" PRIMARY KEY ("teamId","product","related")
);

