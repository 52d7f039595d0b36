create function public.list_record_reads(p_tenant_id uuid, p_patient_id uuid, p_before timestamptz default null, p_limit integer default 50)
returns table (at timestamptz, user_id uuid, user_name text, kind text, entries integer, reason text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if v_role not in ('owner', 'admin') and coalesce(app.record_access(p_tenant_id, p_patient_id, auth.uid()), '') not in ('treats', 'supervises') then
    raise sqlstate 'PT403' using message = 'record_closed';
  end if;
  return query
    select * from (
      -- pages and reloads of one minute are one reading
      select max(r.at) as at, r.user_id, max(r.user_name) as user_name, r.kind, count(distinct r.entry_id)::integer as entries, null::text as reason
      from public.record_reads r
      where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.note_id is null and (p_before is null or r.at < p_before)
      group by r.user_id, r.kind, date_trunc('minute', r.at)
      union all
      select b.opened_at, b.user_id, b.user_name, 'opened', 0, b.reason
      from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and (p_before is null or b.opened_at < p_before)
    ) seen
    order by 1 desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_record_reads(uuid, uuid, timestamptz, integer) is
  'Caller: who treats the patient or supervises there, owner and administrators. Who read the record (read, break_glass), took a copy of it (copy) or opened it in an emergency (opened, with the reason), latest first, before a moment; nothing of what it says, nor of private folders. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 record_closed, PT404 patient_not_found.';
revoke execute on function public.list_record_reads(uuid, uuid, timestamptz, integer) from public, anon, authenticated;
grant execute on function public.list_record_reads(uuid, uuid, timestamptz, integer) to authenticated;
