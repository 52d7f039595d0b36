create function public.list_report_schedules(p_tenant_id uuid)
returns table (id uuid, every text, hours text, next_on date, user_ids uuid[], names text[])
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  return query
    select s.id, s.every, s.hours, s.next_on, s.user_ids, array(
      select coalesce(nullif(p.full_name, ''), p.email) from public.profiles p where p.id = any (s.user_ids) order by p.full_name, p.id)
    from public.report_schedules s
    where s.tenant_id = p_tenant_id
    order by s.created_at, s.id;
end;
$$;
comment on function public.list_report_schedules(uuid) is
  'Caller: owner, admin and supervisor. Reports by e-mail, with the names of who gets them. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_report_schedules(uuid) from public, anon, authenticated;
grant execute on function public.list_report_schedules(uuid) to authenticated;
