-- merge moves bills: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

ALTER TABLE "public"."session_bills"
  DROP CONSTRAINT "session_bills_tenant_id_session_id_patient_id_fkey";

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_tenant_id_session_id_patient_id_fkey" FOREIGN KEY (tenant_id, session_id, patient_id)
    REFERENCES public.session_patients(tenant_id, session_id, patient_id) ON UPDATE CASCADE ON DELETE CASCADE;
