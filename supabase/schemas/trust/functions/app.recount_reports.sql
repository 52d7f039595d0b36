create function app.recount_reports(p_tenant_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('report_days:' || p_tenant_id, 0));
  delete from app.report_days d where d.tenant_id = p_tenant_id;
  -- one statement, one moment: a change that is not seen here is still told afterwards
  with gone as (
    delete from app.report_changes c where c.tenant_id = p_tenant_id
  ), counted as materialized (
    select * from app.count_report_days(p_tenant_id)
  ), kept as (
    select c.day, c.measure, c.person_id, c.channel_id, sum(c.number) as number, sum(c.total) as total,
      array_agg(c.slot order by c.slot) as slots, array_agg(c.number order by c.slot) as numbers
    from counted c group by 1, 2, 3, 4
  )
  insert into app.report_days (tenant_id, day, measure, person_id, channel_id, number, total, counts)
  select p_tenant_id, k.day, k.measure, k.person_id, k.channel_id, k.number, k.total, array(
    select coalesce(k.numbers[array_position(k.slots, g::smallint)], 0)::integer from generate_series(1, k.slots[cardinality(k.slots)]) g order by g)
  from kept k;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function app.recount_reports(uuid) is 'Counts all of a clinic anew; how many rows it wrote.';
revoke execute on function app.recount_reports(uuid) from public, anon, authenticated;
grant execute on function app.recount_reports(uuid) to service_role;
