CREATE TABLE "key_rotations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"reason" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"compromised_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"retired_key_id" text,
	"new_key_id" text
);
--> statement-breakpoint
ALTER TABLE "audit_keys" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_keys" ADD COLUMN "compromised_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "key_id" text;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD COLUMN "compromised_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "key_rotations_one_waiting" ON "key_rotations" USING btree ("purpose") WHERE "key_rotations"."finished_at" is null;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_key_id_issuer_keys_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."issuer_keys"("key_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credentials_digest" ON "credentials" USING btree ("digest");--> statement-breakpoint
-- Until now one key signed every credential, also those whose document was erased.
UPDATE "credentials" SET "key_id" = coalesce("document"->'proof'->>'verificationMethod', (SELECT "key_id" FROM "issuer_keys" ORDER BY "added_at" LIMIT 1));--> statement-breakpoint
-- What once signed stays known.
REVOKE DELETE ON issuer_keys, audit_keys, key_rotations FROM terakoya_app;
