create function app.report_faults()
returns table (tenant_id uuid, fault text)
language sql
stable
set search_path = ''
as $$
  select t.id, 'report_days' from public.tenants t
  where exists (
    select from (
      select k.day, k.measure, k.person_id, k.channel_id, k.slot, sum(k.number) as number, sum(k.kept) as kept
      from (
        select r.day, r.measure, r.person_id, r.channel_id, u.slot, 0 as number, u.n as kept
        from app.report_rows(t.id, '-infinity', 'infinity') r, unnest(r.counts) with ordinality u (n, slot)
        union all
        select c.day, c.measure, c.person_id, c.channel_id, c.slot, c.number, 0 from app.count_report_days(t.id) c
      ) k group by 1, 2, 3, 4, 5
    ) x where x.number <> x.kept)
    or exists (
      select from (
        select k.measure, sum(k.number) as number, sum(k.total) as total
        from (
          select r.measure, r.number, r.total from app.report_rows(t.id, '-infinity', 'infinity') r
          union all
          select c.measure, -c.number, -c.total from app.count_report_days(t.id) c
        ) k group by 1
      ) x where x.number <> 0 or x.total <> 0);
$$;
comment on function app.report_faults() is
  'Caller: app.check_books and tests. Clinics whose summaries of reports differ from a recount; no row is the only right answer.';
revoke execute on function app.report_faults() from public, anon, authenticated;
