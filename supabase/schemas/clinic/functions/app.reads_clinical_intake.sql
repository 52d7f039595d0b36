-- Whether the caller treats: complaint and health are for whoever does. Definer, because a policy asks.
create function app.reads_clinical_intake(p_tenant_id uuid, p_submission_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active' and m.role = 'therapist');
end;
$$;
comment on function app.reads_clinical_intake(uuid, uuid) is 'True for who treats the person of the answers.';
revoke execute on function app.reads_clinical_intake(uuid, uuid) from public, anon, authenticated;
grant execute on function app.reads_clinical_intake(uuid, uuid) to authenticated;
