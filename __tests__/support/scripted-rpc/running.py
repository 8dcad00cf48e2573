"""A server that has been up for 60 days, which is more than 32 bits of milliseconds hold; its clock is a year slow."""

from samba.dcerpc import srvsvc

NOW = 1_700_000_000
UP = 60 * 86400


def time(request):
    request.out_info = srvsvc.NetRemoteTODInfo()
    request.out_info.elapsed = NOW
    request.out_info.msecs = UP * 1000 % 2**32


def statistics(request):
    request.out_stats = srvsvc.Statistics()
    # Its Server service begins two minutes after the machine
    request.out_stats.start = NOW - UP + 120


ANSWERS = {"srvsvc.NetRemoteTOD": time, "srvsvc.NetServerStatisticsGet": statistics}
