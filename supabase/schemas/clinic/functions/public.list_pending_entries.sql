create function public.list_pending_entries(p_tenant_id uuid)
returns table (what text, entry_id uuid, patient_id uuid, patient_name text, kind text, occurred_on date, author_name text, since timestamptz, session_id uuid)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  select c.time_zone into v_zone from public.tenants c where c.id = p_tenant_id;
  return query
    with waiting as (
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.author_id = auth.uid() and e.signed_at is null and e.discarded_at is null
      union all
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.countersigner_id = auth.uid() and e.countersigned_at is null
    )
    select case when e.signed_at is null then 'draft' else 'countersign' end, e.id, e.patient_id, p.name, e.kind, e.occurred_on, e.author_name,
      coalesce(e.signed_at, e.created_at), e.session_id
    from waiting e
    join public.patients p on p.tenant_id = e.tenant_id and p.id = e.patient_id
    where app.record_access(p_tenant_id, e.patient_id, auth.uid()) in ('treats', 'supervises')
    union all
    -- who came, or was to come, and of whom nothing was written
    select 'session', null, sp.patient_id, p.name, 'progress_note', (s.starts_at at time zone v_zone)::date, t.name, s.starts_at, s.id
    from public.sessions s
    join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id
    join public.patients p on p.tenant_id = sp.tenant_id and p.id = sp.patient_id
    join public.therapists t on t.tenant_id = s.tenant_id and t.user_id = s.therapist_id
    where s.tenant_id = p_tenant_id and s.therapist_id = auth.uid() and s.ends_at < now() and s.starts_at > now() - interval '90 days'
      and sp.status in ('scheduled', 'confirmed', 'attended') and app.treats(p_tenant_id, sp.patient_id, auth.uid())
      and not exists (
        select from public.record_entries e
        where e.tenant_id = p_tenant_id and e.session_id = s.id and e.patient_id = sp.patient_id and e.discarded_at is null)
    order by 6, 8
    limit 200;
end;
$$;
comment on function public.list_pending_entries(uuid) is
  'Caller: members. What waits for the caller, oldest first: own entries that are not signed (draft), entries of trainees (countersign), and sessions of the last ninety days without an entry (session). Nothing of what they say. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_pending_entries(uuid) from public, anon, authenticated;
grant execute on function public.list_pending_entries(uuid) to authenticated;
