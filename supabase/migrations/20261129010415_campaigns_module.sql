-- campaigns module: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.require_campaigner (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_seller(p_tenant_id);
begin
  if v_role not in ('owner', 'admin') and not exists (
    select from public.campaign_settings s where s.tenant_id = p_tenant_id and v_role = any (s.roles)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  return v_role;
end;
$function$;
