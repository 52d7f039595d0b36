-- What a claim of sends hands out, by job: the lease of each. A send that is settled already is closed on the way; one
-- whose lease ran out in mid-attempt comes with uncertain = true.
create function app.open_sends(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_lease jsonb;
  v_opened jsonb := '{}';
begin
  -- by conversation, as every worker: each send that is opened locks one
  for v_job in
    select j.* from unnest(p_jobs) j
    left join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    order by m.thread_id, j.line_no
  loop
    v_lease := app.open_send(v_job);
    if v_lease is not null then
      v_opened := v_opened || jsonb_build_object(v_job.id::text, v_lease);
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_sends(app.jobs[]) from public, anon, authenticated;
