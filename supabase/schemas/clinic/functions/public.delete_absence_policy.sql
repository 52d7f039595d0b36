create function public.delete_absence_policy(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_money_writer(p_tenant_id);
  delete from public.absence_policies a where a.tenant_id = p_tenant_id and a.id = p_id;
end;
$$;
comment on function public.delete_absence_policy(uuid, uuid) is
  'Caller: owner, admin and operator. A therapist''s policy goes, and the clinic''s holds. One that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_absence_policy(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_absence_policy(uuid, uuid) to authenticated;
