-- inline second factor check: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.missing_second_factor (
  p_tenant_id uuid,
  p_role      text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- asked by every call: written out here, because a call of a helper costs more than what it looks up
  if nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal' = 'aal2' then
    return null;
  end if;
  return case
    when exists (select from auth.mfa_factors f where f.user_id = auth.uid() and f.status = 'verified') then 'verify'
    when exists (
      select from public.second_factor_rules r
      where r.tenant_id = p_tenant_id and r.role = p_role and r.required_from <= now()) then 'enrol'
  end;
end;
$function$;
