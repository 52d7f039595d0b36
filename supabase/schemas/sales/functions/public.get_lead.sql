create function public.get_lead(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_lead jsonb;
begin
  perform app.require_seller(p_tenant_id);
  v_lead := app.lead_rows(p_tenant_id, array[p_id]) -> 0;
  if v_lead is null then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  return v_lead;
end;
$$;
comment on function public.get_lead(uuid, uuid) is
  'Caller: who sells. A lead with owner_name, form_title, thread_key, and the patient and deal it became. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 lead_not_found.';
revoke execute on function public.get_lead(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_lead(uuid, uuid) to authenticated;
