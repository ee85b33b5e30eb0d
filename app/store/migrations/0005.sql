-- Version 5: why a baseline was moved.

ALTER TABLE "plan" ADD COLUMN "baseline_reason" TEXT;
ALTER TABLE "deliverable" ADD COLUMN "baseline_reason" TEXT;
ALTER TABLE "action" ADD COLUMN "baseline_reason" TEXT;
ALTER TABLE "mitigation" ADD COLUMN "baseline_reason" TEXT;
