-- add knowledge: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

ALTER TABLE "public"."ai_chunks"
  DROP CONSTRAINT "ai_chunk_fits";

ALTER TABLE "public"."ai_chunks"
  ADD CONSTRAINT "ai_chunk_fits" CHECK ((((char_length(text) >= 1) AND (char_length(text) <= 20000)) AND (char_length(heading) <= 1000) AND (tokens > 0)));
