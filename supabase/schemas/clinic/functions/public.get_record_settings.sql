create function public.get_record_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return to_jsonb(app.record_settings_of(p_tenant_id)) - array['tenant_id', 'updated_at'];
end;
$$;
comment on function public.get_record_settings(uuid) is 'Caller: members. {keep_years, break_glass_minutes, break_glass_roles}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_record_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_record_settings(uuid) to authenticated;
