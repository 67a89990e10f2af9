-- Every score is written anew each night. With room on its page a row's new version takes the place of the one before, and the table
-- does not grow.
ALTER TABLE "RiskScore" SET (fillfactor = 45);
