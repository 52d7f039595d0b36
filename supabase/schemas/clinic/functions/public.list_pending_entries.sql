create function public.list_pending_entries(p_tenant_id uuid)
returns table (what text, entry_id uuid, patient_id uuid, patient_name text, kind text, occurred_on date, author_name text, since timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    with waiting as (
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.author_id = auth.uid() and e.signed_at is null and e.discarded_at is null
      union all
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.countersigner_id = auth.uid() and e.countersigned_at is null
    )
    select case when e.signed_at is null then 'draft' else 'countersign' end, e.id, e.patient_id, p.name, e.kind, e.occurred_on, e.author_name,
      coalesce(e.signed_at, e.created_at)
    from waiting e
    join public.patients p on p.tenant_id = e.tenant_id and p.id = e.patient_id
    where app.record_access(p_tenant_id, e.patient_id, auth.uid()) in ('treats', 'supervises')
    order by e.occurred_on, e.created_at
    limit 200;
end;
$$;
comment on function public.list_pending_entries(uuid) is
  'Caller: members. What waits for the caller, oldest first: own entries that are not signed (draft) and entries of trainees (countersign). Nothing of what they say. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_pending_entries(uuid) from public, anon, authenticated;
grant execute on function public.list_pending_entries(uuid) to authenticated;
