-- Web says how far the database is beside its checkout; the rows are names and times of migrations.
GRANT USAGE ON SCHEMA drizzle TO terakoya_app;--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO terakoya_app;
