create function app.check_audit_chain(p_tenant_id uuid)
returns table (seq bigint, id uuid, fault text)
language sql
stable
set search_path = ''
as $$
  with chain as (
    select coalesce(c.head_seq, 0) as head_seq, coalesce(c.head_hash, '\x') as head_hash,
      coalesce(c.anchor_seq, 0) as anchor_seq, coalesce(c.anchor_hash, '\x') as anchor_hash
    from (select) one left join app.audit_chains c on c.tenant_id = p_tenant_id
  ), walked as (
    select l.seq, l.id, l.at, l.prev_hash, l.hash,
      l.hash is distinct from app.audit_hash(l)
        or (l.erased_at is null and l.details_hash is distinct from app.audit_details_hash(l.salt, l.before, l.after, l.reason)) as is_changed,
      lag(l.seq, 1, c.anchor_seq) over w as seq_before,
      lag(l.hash, 1, c.anchor_hash) over w as hash_before,
      max(l.at) over (w rows between unbounded preceding and 1 preceding) as latest_before
    from public.audit_logs l cross join chain c
    where l.tenant_id = p_tenant_id and l.seq is not null
    window w as (order by l.seq)
  ), last as (
    select w.seq, w.hash from walked w order by w.seq desc limit 1
  )
  select w.seq, w.id,
    case
      when w.is_changed then 'changed'
      when w.seq <> w.seq_before + 1 then 'missing_before'
      when w.prev_hash <> w.hash_before then 'broken'
      else 'backdated'
    end
  from walked w
  where w.is_changed or w.seq <> w.seq_before + 1 or w.prev_hash <> w.hash_before or w.at < w.latest_before - interval '1 hour'
  union all
  select c.head_seq, null, 'missing_at_end'
  from chain c
  where c.head_seq <> coalesce((select l.seq from last l), c.anchor_seq)
    or c.head_hash <> coalesce((select l.hash from last l), c.anchor_hash)
  order by 1;
$$;
comment on function app.check_audit_chain(uuid) is
  'What is wrong with the chain of a clinic, nothing when it is whole: changed (content or hash differ), missing_before (rows before this one were removed), broken (it does not follow the row before), backdated (it tells an hour long past when it was written), missing_at_end (the last rows were removed, or rows were put behind them).';
revoke execute on function app.check_audit_chain(uuid) from public, anon, authenticated;
