create function app.advance_erasure(p_tenant_id uuid, p_id uuid, p_limit integer default 500)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_erasure public.erasures;
  v_data app.personal_data;
  v_rows integer;
  v_tables bigint;
begin
  select * into v_erasure from public.erasures e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_erasure.state is null or v_erasure.state = 'done' then
    return jsonb_build_object('finished', true);
  end if;
  update app.jobs j set leased_until = greatest(j.leased_until, now() + app.job_lease('erase_person'))
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'erase:' || p_id and j.lease_token is not null;
  if v_erasure.state = 'queued' then
    perform app.begin_erasure(v_erasure);
    return jsonb_build_object('finished', false);
  end if;
  select * into v_data from app.personal_data d where d.erasure in ('delete', 'anonymise')
  order by d.erased_at, d.table_name offset v_erasure.step limit 1;
  if not found then
    perform app.finish_erasure(v_erasure);
    return jsonb_build_object('finished', true);
  end if;
  v_rows := app.erase_rows(p_tenant_id, v_data, v_erasure.scope, p_limit);
  update public.erasures e set
    counts = e.counts || jsonb_build_object(v_data.table_name, coalesce((e.counts ->> v_data.table_name)::bigint, 0) + v_rows),
    step = e.step + case when v_rows < p_limit then 1 else 0 end
  where e.tenant_id = p_tenant_id and e.id = p_id;
  perform app.broadcast(p_tenant_id, 'erasure', jsonb_build_object('id', p_id));
  return jsonb_build_object('finished', false);
end;
$$;
comment on function app.advance_erasure(uuid, uuid, integer) is
  'Caller: worker, again and again until {finished: true}. One piece of an erasure, a table''s p_limit rows at most, in one transaction: whoever is killed in between loses nothing and does nothing twice. Errors: none.';
revoke execute on function app.advance_erasure(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function app.advance_erasure(uuid, uuid, integer) to service_role;
