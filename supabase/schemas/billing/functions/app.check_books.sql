-- One statement, so that all books are read as of one moment while credits move.
create function app.check_books()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_faults jsonb;
begin
  insert into app.book_checks (faults)
  select coalesce(jsonb_agg(to_jsonb(f) order by f.tenant_id, f.addon_type nulls first, f.fault), '[]')
  from (
    select c.tenant_id, null as addon_type, c.fault from app.credit_faults() c
    union
    select a.tenant_id, a.addon_type, a.fault from app.addon_faults() a
    union
    select r.tenant_id, null, r.fault from app.report_faults() r
    union
    -- what dashboards add up: the days that they are looked at for
    select d.tenant_id, null, d.fault from app.dashboard_faults(800) d
    union
    select m.tenant_id, null, m.fault from app.money_faults() m
    union
    select p.tenant_id, null, p.fault from app.payout_faults() p
    union
    select s.tenant_id, null, s.fault from app.stock_faults() s
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
$$;
comment on function app.check_books() is 'Caller: process-jobs, every night. How many faults there are. Errors: none.';
revoke execute on function app.check_books() from public, anon, authenticated;
grant execute on function app.check_books() to service_role;
