create function app.prune_audit(p_tenant_id uuid, p_now timestamptz default now())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_chain app.audit_chains;
  v_last public.audit_logs;
  v_first_kept bigint;
  v_rows integer;
begin
  select * into v_chain from app.audit_chains c where c.tenant_id = p_tenant_id for update;
  -- the prefix ends before the first row that is still to be kept
  select min(l.seq) into v_first_kept from public.audit_logs l
  where l.tenant_id = p_tenant_id and l.seq is not null and l.at >= p_now - make_interval(months => v_chain.keep_months);
  select * into v_last from public.audit_logs l
  where l.tenant_id = p_tenant_id and l.seq < coalesce(v_first_kept, v_chain.head_seq + 1) order by l.seq desc limit 1;
  if v_last.seq is null then
    return 0;
  end if;
  -- what does not follow the chain is evidence
  if exists (select from app.check_audit_chain(p_tenant_id)) then
    return 0;
  end if;
  delete from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq <= v_last.seq;
  get diagnostics v_rows = row_count;
  update app.audit_chains c set anchor_seq = v_last.seq, anchor_hash = v_last.hash where c.tenant_id = p_tenant_id;
  perform app.audit(p_tenant_id, 'audit.pruned', 'audit', '', null,
    jsonb_build_object('rows', v_rows, 'until', v_last.at, 'hash', encode(v_last.hash, 'hex')));
  return v_rows;
end;
$$;
comment on function app.prune_audit(uuid, timestamptz) is
  'Removes the beginning of a chain that is older than the clinic keeps, and only the beginning, so that the rest stays proven from its anchor. Nothing of a chain that is not whole. Answers how many rows.';
revoke execute on function app.prune_audit(uuid, timestamptz) from public, anon, authenticated;
