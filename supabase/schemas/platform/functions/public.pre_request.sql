-- What the Data API refuses before it looks at a table. PostgREST calls the function in the transaction of every request,
-- as the caller's role, with request.method, request.path and request.headers set.
--
-- A planner's estimate does not ask row security: counts of it tell anybody how much other clinics have and, with filters,
-- what. PostgREST estimates for reads of tables and views only, when a Prefer header says count=planned or estimated. Of a
-- header that comes twice request.headers holds one, so a read of a table may not carry the header at all.
create function public.pre_request()
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_headers jsonb := coalesce(nullif(current_setting('request.headers', true), ''), '{}');
  v_reads_table boolean := current_setting('request.method', true) in ('GET', 'HEAD')
    and current_setting('request.path', true) not like '/rpc/%';
begin
  if current_user = 'service_role' then
    return;
  end if;
  if (v_reads_table and v_headers ? 'prefer')
    or regexp_replace(v_headers ->> 'prefer', '[\s"]', '', 'g') ~* 'count=(planned|estimated)'
    or v_headers ->> 'accept' ~* 'vnd\.pgrst\.plan'
  then
    raise sqlstate 'PT400' using message = 'estimates_not_offered', hint = 'Read the table without a Prefer header.';
  end if;
end;
$$;
comment on function public.pre_request() is
  'Caller: the Data API, before each request. Refuses what would show a planner''s estimate to anybody but the service. Errors: PT400 estimates_not_offered.';
revoke execute on function public.pre_request() from public, anon, authenticated;
grant execute on function public.pre_request() to anon, authenticated, service_role;
