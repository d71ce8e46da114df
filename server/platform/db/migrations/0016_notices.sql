CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"activity_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("person_id") WHERE "notices"."read_at" is null;--> statement-breakpoint
-- A notice is written once and marked as read; the one way out is that of somebody whose time to change their mind is over.
REVOKE UPDATE, DELETE ON notices FROM terakoya_app;--> statement-breakpoint
GRANT UPDATE (read_at) ON notices TO terakoya_app;--> statement-breakpoint
CREATE FUNCTION terakoya_erase_notices(erased uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM erasures e WHERE e.person_id = erased AND e.cancelled_at IS NULL AND e.erased_at IS NULL
      AND e.due_at <= now()) THEN
    RAISE EXCEPTION 'no erasure of % is due', erased;
  END IF;
  DELETE FROM notices WHERE person_id = erased;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION terakoya_erase_notices FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION terakoya_erase_notices TO terakoya_app;
