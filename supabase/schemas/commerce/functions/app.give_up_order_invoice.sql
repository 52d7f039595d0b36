-- The issuer did not answer for long: the order says so and offers to try again.
create function app.give_up_order_invoice(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.complete_order_invoice(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, '{"outcome": "refused", "reason": "unavailable"}');
end;
$$;
revoke execute on function app.give_up_order_invoice(app.jobs) from public, anon, authenticated;
