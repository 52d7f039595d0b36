create function app.open_lead_pushes(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_account app.dinamize_accounts;
  v_at timestamptz;
  v_slot timestamptz;
  v_opened jsonb := '{}';
begin
  foreach v_job in array array(select j from unnest(p_jobs) j order by j.tenant_id, j.line_no) loop
    select * into v_account from app.dinamize_accounts a where a.tenant_id = v_job.tenant_id for update;
    if v_account.tenant_id is null or v_account.refused_at is not null or not v_account.is_pushing then
      -- the lead stays pending: connected again, it is queued again
      perform app.finish_job(v_job.tenant_id, v_job.id, v_job.lease_token);
      continue;
    end if;
    v_slot := v_job.payload ->> 'slot';
    -- looking for a contact and writing it are two calls
    v_at := case when v_slot is not null and coalesce(v_account.paused_until <= clock_timestamp(), true) then clock_timestamp()
      else app.take_dinamize_calls(v_job.tenant_id, 2) end;
    if v_at > clock_timestamp() then
      perform app.put_off_job(v_job.tenant_id, v_job.id, v_job.lease_token, v_at, jsonb_build_object('slot', v_at));
    else
      update app.jobs j set payload = j.payload - 'slot' where v_slot is not null and j.tenant_id = v_job.tenant_id and j.id = v_job.id;
      v_opened := v_opened || jsonb_build_object(v_job.id::text, true);
    end if;
  end loop;
  return v_opened;
end;
$$;
comment on function app.open_lead_pushes(app.jobs[]) is
  'Hands out as many as Dinamize may be called for; the others get a moment of their own.';
revoke execute on function app.open_lead_pushes(app.jobs[]) from public, anon, authenticated;
