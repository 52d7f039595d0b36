-- Who is no active member any more has no agenda that could be booked; what was booked stays.
create function app.tg_tenant_members__rest_therapist()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.therapists t set is_active = false where t.tenant_id = old.tenant_id and t.user_id = old.user_id and t.is_active;
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__rest_therapist() from public, anon, authenticated;
