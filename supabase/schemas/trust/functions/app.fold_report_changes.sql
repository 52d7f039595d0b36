create function app.fold_report_changes(p_tenant_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('report_days:' || p_tenant_id, 0));
  -- one statement: whoever reads sees a change here or there
  with gone as (
    delete from app.report_changes c where c.tenant_id = p_tenant_id
    returning c.day, c.measure, c.person_id, c.channel_id, c.slot, c.number, c.total
  ), slots as (
    select g.day, g.measure, g.person_id, g.channel_id, g.slot, sum(g.number) as number, sum(g.total) as total from gone g group by 1, 2, 3, 4, 5
  ), kept as (
    select s.day, s.measure, s.person_id, s.channel_id, sum(s.number) as number, sum(s.total) as total,
      array_agg(s.slot order by s.slot) as slots, array_agg(s.number order by s.slot) as numbers
    from slots s group by 1, 2, 3, 4
  )
  insert into app.report_days as d (tenant_id, day, measure, person_id, channel_id, number, total, counts)
  select p_tenant_id, k.day, k.measure, k.person_id, k.channel_id, k.number, k.total, array(
    select coalesce(k.numbers[array_position(k.slots, g::smallint)], 0)::integer from generate_series(1, k.slots[cardinality(k.slots)]) g order by g)
  from kept k
  on conflict (tenant_id, day, measure, person_id, channel_id) do update set
    number = d.number + excluded.number, total = d.total + excluded.total, counts = app.add_counts(d.counts, excluded.counts);
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function app.fold_report_changes(uuid) is 'Moves what changed into the summaries; how many days of somebody it touched.';
revoke execute on function app.fold_report_changes(uuid) from public, anon, authenticated;
